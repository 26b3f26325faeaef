-- Statements of the membership provider, each under its name. A change of the table and of its version is one statement: the row of the
-- cluster is locked by its update, and whoever comes second finds another version and changes nothing.

-- GatewaysQueryKey
SELECT address AS "Address", proxyport AS "ProxyPort", generation AS "Generation"
FROM supertrack_silo WHERE cluster = @DeploymentId AND status = @Status AND proxyport > 0;

-- MembershipReadRowKey
SELECT c.version AS "Version", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.siloname AS "SiloName", s.hostname AS "HostName",
       s.status AS "Status", s.proxyport AS "ProxyPort", s.suspecttimes AS "SuspectTimes", s.starttime AS "StartTime", s.iamalivetime AS "IAmAliveTime"
FROM supertrack_cluster c
LEFT JOIN supertrack_silo s ON s.cluster = c.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE c.cluster = @DeploymentId;

-- MembershipReadAllKey
SELECT c.version AS "Version", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.siloname AS "SiloName", s.hostname AS "HostName",
       s.status AS "Status", s.proxyport AS "ProxyPort", s.suspecttimes AS "SuspectTimes", s.starttime AS "StartTime", s.iamalivetime AS "IAmAliveTime"
FROM supertrack_cluster c
LEFT JOIN supertrack_silo s ON s.cluster = c.cluster
WHERE c.cluster = @DeploymentId;

-- InsertMembershipVersionKey
WITH added AS (
    INSERT INTO supertrack_cluster (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT 1 FROM added);

-- InsertMembershipKey
WITH next AS (
    UPDATE supertrack_cluster c SET version = c.version + 1, changed_at = now()
    WHERE c.cluster = @DeploymentId AND c.version = @Version
      AND NOT EXISTS (SELECT 1 FROM supertrack_silo s
                      WHERE s.cluster = @DeploymentId AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING c.cluster),
added AS (
    INSERT INTO supertrack_silo (cluster, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT next.cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM added);

-- UpdateMembershipKey
WITH next AS (
    UPDATE supertrack_cluster c SET version = c.version + 1, changed_at = now()
    WHERE c.cluster = @DeploymentId AND c.version = @Version
      AND EXISTS (SELECT 1 FROM supertrack_silo s
                  WHERE s.cluster = @DeploymentId AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING c.cluster),
changed AS (
    UPDATE supertrack_silo s SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM next WHERE s.cluster = next.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM changed);

-- UpdateIAmAlivetimeKey
UPDATE supertrack_silo SET iamalivetime = @IAmAliveTime
WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;

-- CleanupDefunctSiloEntriesKey
DELETE FROM supertrack_silo WHERE cluster = @DeploymentId AND iamalivetime < @IAmAliveTime AND status = 6;

-- DeleteMembershipTableEntriesKey
WITH gone AS (DELETE FROM supertrack_silo WHERE cluster = @DeploymentId RETURNING 1)
UPDATE supertrack_cluster SET version = version + 1, changed_at = now() WHERE cluster = @DeploymentId;
