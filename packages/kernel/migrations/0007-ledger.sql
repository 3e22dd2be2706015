-- The ledger: entries, tiles of the tree, checkpoints, recording systems.
select;
