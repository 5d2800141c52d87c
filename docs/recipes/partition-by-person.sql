-- The entries of all diaries in 32 tables, by person: for PostgreSQL, from about 100 million entries on (docs/scale.md).
-- Stop site and workers, make a backup, then:  psql --set ON_ERROR_STOP=1 --file partition-by-person.sql gutcheck
-- One transaction: it happens whole or not at all. Needs room for the entries a second time. The program is the same
-- before and after: every read and write of a diary names its person, so each meets one of the 32.
BEGIN;
SET LOCAL lock_timeout = '10s';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL maintenance_work_mem = '512MB';
LOCK TABLE diary_entry IN ACCESS EXCLUSIVE MODE;
ALTER TABLE diary_entry RENAME TO diary_entry_whole;

-- A key of a partitioned table holds what it is partitioned by; ids stay unique, for one sequence gives them.
CREATE TABLE diary_entry (LIKE diary_entry_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (person_id);
CREATE SEQUENCE diary_entry_ids AS bigint OWNED BY diary_entry.id;
ALTER TABLE diary_entry ALTER COLUMN id SET DEFAULT nextval('diary_entry_ids');
DO $$
BEGIN
    FOR part IN 0..31 LOOP
        EXECUTE format('CREATE TABLE diary_entry_%s PARTITION OF diary_entry'
                       ' FOR VALUES WITH (MODULUS 32, REMAINDER %s)', to_char(part, 'FM00'), part);
    END LOOP;
END $$;
INSERT INTO diary_entry SELECT * FROM diary_entry_whole;
SELECT setval('diary_entry_ids', greatest((SELECT max(id) FROM diary_entry), 1));

DROP TABLE diary_entry_whole;
ALTER TABLE diary_entry ADD PRIMARY KEY (person_id, id);
ALTER TABLE diary_entry ADD CONSTRAINT entry_key_once_per_person UNIQUE (person_id, key);
CREATE INDEX entry_of_person_and_day ON diary_entry (person_id, eaten_on, portion_id, grams);
CREATE INDEX entry_of_person_and_portion ON diary_entry (person_id, portion_id);
CREATE INDEX diary_entry_portion ON diary_entry (portion_id);
CREATE INDEX diary_entry_sentence ON diary_entry (sentence_id);
CREATE INDEX diary_entry_helping ON diary_entry (helping_id);
ALTER TABLE diary_entry
    ADD FOREIGN KEY (person_id) REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (portion_id) REFERENCES nutrients_portion (id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (sentence_id) REFERENCES diary_sentence (id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (helping_id) REFERENCES diary_helping (id) DEFERRABLE INITIALLY DEFERRED;
COMMIT;
ANALYZE diary_entry;
