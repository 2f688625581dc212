-- +goose Up

-- As in 00002, the new column ends with the comment of the column before it.
ALTER TABLE run ADD COLUMN version TEXT NOT NULL DEFAULT ''
  /* version of the code that determines the numbers, 'gan 1, estimator 1': with equal versions, recipes, data and seeds the numbers are equal on every machine; empty for a build whose numbers also depended on the library in blas. The comment that follows is that of the column command: */;
