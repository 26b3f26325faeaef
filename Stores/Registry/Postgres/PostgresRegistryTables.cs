using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>The tables of <see cref="PostgresRegistry"/>. Text compares byte by byte, so that lists come in the same order on every server.</summary>
internal static class PostgresRegistryTables
{
    private const string Tables = """
        CREATE SCHEMA IF NOT EXISTS supertrack;
        CREATE TABLE IF NOT EXISTS supertrack.agreed (name text PRIMARY KEY, value text NOT NULL);
        CREATE TABLE IF NOT EXISTS supertrack.document (
            kind text COLLATE "C" NOT NULL, tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, parent text COLLATE "C" NOT NULL,
            sort bigint NOT NULL, active boolean NOT NULL, body text NOT NULL, PRIMARY KEY (kind, tenant, id));
        CREATE INDEX IF NOT EXISTS document_order ON supertrack.document (kind, sort DESC, id);
        CREATE INDEX IF NOT EXISTS document_parent ON supertrack.document (kind, tenant, parent, sort DESC, id);
        CREATE INDEX IF NOT EXISTS document_active ON supertrack.document (kind) WHERE active;
        CREATE TABLE IF NOT EXISTS supertrack.event (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant text COLLATE "C" NOT NULL, type text NOT NULL, subject text NOT NULL,
            at bigint NOT NULL, data text NOT NULL);
        CREATE INDEX IF NOT EXISTS event_tenant ON supertrack.event (tenant, id);
        CREATE TABLE IF NOT EXISTS supertrack.api_key (
            id text COLLATE "C" PRIMARY KEY, hash text NOT NULL, tenant text COLLATE "C" NOT NULL, role text NOT NULL, name text NOT NULL,
            created bigint NOT NULL, revoked bigint);
        CREATE TABLE IF NOT EXISTS supertrack.answer (
            caller text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, request text NOT NULL, at bigint NOT NULL, status int, type text,
            location text, etag text, body bytea, PRIMARY KEY (caller, key));
        CREATE TABLE IF NOT EXISTS supertrack.audit (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant text COLLATE "C" NOT NULL, at bigint NOT NULL, actor text COLLATE "C" NOT NULL,
            role text NOT NULL, actor_tenant text NOT NULL, action text NOT NULL, target text NOT NULL, outcome text NOT NULL, hash text NOT NULL);
        CREATE INDEX IF NOT EXISTS audit_tenant ON supertrack.audit (tenant, id);
        CREATE INDEX IF NOT EXISTS audit_actor ON supertrack.audit (actor, id);
        CREATE TABLE IF NOT EXISTS supertrack.lake (
            tenant text COLLATE "C" NOT NULL, connector text COLLATE "C" NOT NULL, stream text COLLATE "C" NOT NULL, run bigint NOT NULL,
            first bigint NOT NULL, last bigint NOT NULL, published boolean NOT NULL DEFAULT false, lines bytea NOT NULL,
            PRIMARY KEY (tenant, connector, stream, run, first, last));
        CREATE TABLE IF NOT EXISTS supertrack.recording (
            tenant text COLLATE "C" NOT NULL, connector text COLLATE "C" NOT NULL, stream text COLLATE "C" NOT NULL, run bigint NOT NULL,
            good boolean NOT NULL DEFAULT false, manifest text NOT NULL, pages bigint NOT NULL, exchanges int NOT NULL, bytes bigint NOT NULL,
            records bigint NOT NULL, lines bytea NOT NULL, PRIMARY KEY (tenant, connector, stream, run, good));
        """;

    public static async Task<bool> MakeAsync(PostgresSession session)
    {
        await PostgresLocks.TakeAsync(session, "tables");
        await session.ExecuteAsync(Tables);
        return true;
    }
}
