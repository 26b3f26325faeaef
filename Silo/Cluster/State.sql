-- Statements of the grain storage provider, each under its name. The version is the etag: no row in the answer means that another activation
-- has written meanwhile, and the provider throws InconsistentStateException.

-- ReadFromStorageKey
SELECT payload AS "PayloadBinary", version AS "Version" FROM supertrack_grain_state
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1 AND service = @ServiceId
  AND type_name = @GrainTypeString AND id_text = coalesce(@GrainIdExtensionString, '');

-- WriteToStorageKey
WITH added AS (
    INSERT INTO supertrack_grain_state (service, type_hash, id_hash, id_n0, id_n1, type_name, id_text, payload, version)
    SELECT @ServiceId, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, 1
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING RETURNING version),
changed AS (
    UPDATE supertrack_grain_state SET payload = @PayloadBinary, version = version + 1, changed_at = now()
    WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1 AND service = @ServiceId
      AND type_name = @GrainTypeString AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version)
SELECT version AS "NewGrainStateVersion" FROM added UNION ALL SELECT version FROM changed;

-- ClearStorageKey
UPDATE supertrack_grain_state SET payload = NULL, version = version + 1, changed_at = now()
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1 AND service = @ServiceId
  AND type_name = @GrainTypeString AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING version AS "NewGrainStateVersion";

-- DeleteStorageKey
DELETE FROM supertrack_grain_state
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1 AND service = @ServiceId
  AND type_name = @GrainTypeString AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING version + 1 AS "NewGrainStateVersion";
