-- +goose Up

-- What was read out of names and captions before has columns of its own. As in 00002, the new column of run ends with the comment of the
-- column before it.
ALTER TABLE run ADD COLUMN variant_of TEXT NOT NULL DEFAULT ''
  /* the system that a sweep varied to make this one, 'DBN' of 'DBN (dbn.batch=10)'; empty when no sweep did. The comment that follows is that of the column command: */;
UPDATE run SET variant_of = substr(system, 1, instr(system, ' (') - 1) WHERE instr(system, ' (') > 0;

ALTER TABLE artifact ADD COLUMN measured TEXT NOT NULL DEFAULT ''
  /* what its caption says in numbers, alone: 'Autocorrelation of the images over 300 steps: 0.88 after 1.'; empty for most */;
UPDATE artifact SET measured = substr(caption, instr(caption, 'Autocorrelation of the images'))
  WHERE kind = 'chain' AND instr(caption, 'Autocorrelation of the images') > 0;
UPDATE artifact SET measured = substr(measured, 1, instr(measured, '. ')) WHERE instr(measured, '. ') > 0;
