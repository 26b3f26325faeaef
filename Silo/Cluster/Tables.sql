-- What Microsoft Orleans' ADO.NET providers keep on PostgreSQL. They find their statements by name in orleansquery (its name and columns are theirs);
-- all other names are ours. Every statement may run again on a database that has it.

CREATE TABLE IF NOT EXISTS orleansquery (
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);

CREATE TABLE IF NOT EXISTS supertrack_cluster (
    cluster    text PRIMARY KEY,
    version    integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS supertrack_silo (
    cluster       text NOT NULL REFERENCES supertrack_cluster,
    address       text NOT NULL,
    port          integer NOT NULL,
    generation    integer NOT NULL,
    siloname      text NOT NULL,
    hostname      text NOT NULL,
    status        integer NOT NULL,
    proxyport     integer,
    suspecttimes  text,
    starttime     timestamptz NOT NULL,
    iamalivetime  timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE IF NOT EXISTS supertrack_grain_state (
    service    text NOT NULL,
    type_hash  integer NOT NULL,
    id_hash    integer NOT NULL,
    id_n0      bigint NOT NULL,
    id_n1      bigint NOT NULL,
    type_name  text NOT NULL,
    id_text    text NOT NULL,
    payload    bytea,
    version    integer NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- A key may be longer than an index entry, so its digest stands for it; hashes come first because every statement knows them.
CREATE UNIQUE INDEX IF NOT EXISTS supertrack_grain_state_key
    ON supertrack_grain_state (id_hash, type_hash, id_n0, id_n1, service, md5(type_name || '|' || id_text));

CREATE TABLE IF NOT EXISTS supertrack_reminder (
    service      text NOT NULL,
    grain        text NOT NULL,
    name         text NOT NULL,
    grain_hash   integer NOT NULL,
    starttime    timestamptz NOT NULL,
    period       bigint NOT NULL,
    version      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service, grain, name)
);

CREATE INDEX IF NOT EXISTS supertrack_reminder_hash ON supertrack_reminder (service, grain_hash);
