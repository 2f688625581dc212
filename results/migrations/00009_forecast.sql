-- +goose Up

-- As in 00002, the last new column ends with the comment of the column before them.
ALTER TABLE run ADD COLUMN forecast_least REAL NOT NULL DEFAULT 0
  /* seconds that the run was to take at least, as its plan said before it began; 0 when it had none */;
ALTER TABLE run ADD COLUMN forecast_most REAL NOT NULL DEFAULT 0
  /* seconds that it was to take at most */;
ALTER TABLE run ADD COLUMN forecast_basis TEXT NOT NULL DEFAULT ''
  /* what the forecast was made from: 'its operations', 'earlier runs of it here'. The comment that follows is that of the column command: */;
