CREATE INDEX "provider_groups_updated" ON "provider_groups" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_updated" ON "provider_auth_configs" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_auth_credentials_updated" ON "provider_auth_credentials" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_exports_updated" ON "provider_auth_config_exports" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_imports_updated" ON "provider_auth_config_imports" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "models_updated" ON "models" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_updated" ON "provider_setup_sessions" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_config_vaults_updated" ON "provider_config_vaults" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_deployments_updated" ON "provider_deployments" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_configs_updated" ON "provider_configs" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "provider_configs_disabled" ON "provider_configs" USING btree ("instance_id","id") WHERE (enabled) is not true;--> statement-breakpoint
CREATE INDEX "provider_configs_handles" ON "provider_configs" USING btree ("instance_id","handle","id") WHERE handle is not null;--> statement-breakpoint
CREATE INDEX "provider_configs_handled" ON "provider_configs" USING btree ("instance_id","id") WHERE handle is not null;--> statement-breakpoint
CREATE INDEX "value_revisions_updated" ON "value_revisions" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "value_revisions_destroyed" ON "value_revisions" USING btree ("instance_id","id") WHERE destroyed_at is not null;--> statement-breakpoint
CREATE INDEX "api_keys_updated" ON "api_keys" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "jobs_updated" ON "jobs" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "agents_updated" ON "agents" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "consumer_profiles_updated" ON "consumer_profiles" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_updated" ON "identity_delegations" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_updated" ON "identity_credentials" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "identity_actors_updated" ON "identity_actors" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "consumers_updated" ON "consumers" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "identity_delegation_configs_updated" ON "identity_delegation_configs" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "identities_updated" ON "identities" USING btree ("instance_id","updated_at","id");--> statement-breakpoint
-- Written by hand: the search indexes. A database may lack the extensions, or the right to create them, and must be
-- migrated all the same. So this is a function, which each start calls again while the indexes are missing. Without
-- btree_gin the indexes have the texts of all instances together.
CREATE FUNCTION make_search_indexes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  instance text := 'instance_id, ';
  operators text;
  wanted record;
BEGIN
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
  EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RETURN;
  END;
  BEGIN
    CREATE EXTENSION IF NOT EXISTS btree_gin;
  EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    instance := '';
  END;
  SELECT format('%I.gin_trgm_ops', space.nspname) INTO operators
  FROM pg_extension extension JOIN pg_namespace space ON space.oid = extension.extnamespace
  WHERE extension.extname = 'pg_trgm';
  FOR wanted IN
    SELECT searched.of, (
      SELECT string_agg(format('coalesce(%I COLLATE "default", '''')', name), ' || '' '' || ' ORDER BY place)
      FROM unnest(searched.columns) WITH ORDINALITY AS part(name, place)
    ) AS document
    FROM (VALUES
      ('provider_configs', ARRAY['handle', 'name', 'description']),
      ('provider_config_vaults', ARRAY['name', 'description']),
      ('provider_deployments', ARRAY['name', 'description']),
      ('provider_auth_configs', ARRAY['name', 'description']),
      ('provider_auth_credentials', ARRAY['name', 'description']),
      ('identities', ARRAY['name', 'description']),
      ('identity_actors', ARRAY['name', 'description']),
      ('consumers', ARRAY['name', 'email'])
    ) AS searched(of, columns)
  LOOP
    EXECUTE format(
      'CREATE INDEX IF NOT EXISTS %I ON %I USING gin (%s(%s) %s) WITH (gin_pending_list_limit = 512)',
      wanted.of || '_search', wanted.of, instance, wanted.document, operators
    );
  END LOOP;
END $$;
--> statement-breakpoint
SELECT make_search_indexes();
