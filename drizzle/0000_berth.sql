CREATE TABLE "provider_auth_methods" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"input_schema" json,
	"output_schema" json,
	"scopes" json,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_auth_methods_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_auth_methods_key" UNIQUE("specification_id","key")
);
--> statement-breakpoint
CREATE TABLE "provider_versions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"version" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"metadata" json,
	"is_current" boolean NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"test" json,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_versions_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_versions_version" UNIQUE("provider_id","version"),
	CONSTRAINT "provider_versions_provider_id" UNIQUE("provider_id","id")
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"publisher_id" text COLLATE "C" NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"shipped_hash" text,
	CONSTRAINT "providers_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "providers_slug" UNIQUE("owner_id","slug")
);
--> statement-breakpoint
CREATE TABLE "publishers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"image_url" text,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "publishers_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "publishers_owner_id_slug_unique" UNIQUE("owner_id","slug")
);
--> statement-breakpoint
CREATE TABLE "provider_specifications" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"content_hash" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"config_schema" json NOT NULL,
	"config_visibility" text NOT NULL,
	"secret_paths" json NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_specifications_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_specifications_provider_id" UNIQUE("provider_id","id"),
	CONSTRAINT "provider_specifications_content" UNIQUE("provider_id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "provider_tools" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"input_schema" json,
	"output_schema" json,
	"tags" json,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_tools_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_tools_key" UNIQUE("specification_id","key")
);
--> statement-breakpoint
CREATE TABLE "provider_auth_configs" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"type" text NOT NULL,
	"name" text,
	"tool_filter" json NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"auth_method_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C",
	"default_of_deployment_id" text COLLATE "C",
	"revision" integer NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_auth_configs_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_auth_configs_owner" CHECK ("provider_auth_configs"."provider_owner" in ("provider_auth_configs"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_config_vaults" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C",
	"revision" integer NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_config_vaults_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_config_vaults_owner" CHECK ("provider_config_vaults"."provider_owner" in ("provider_config_vaults"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_deployments" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text,
	"is_default" boolean DEFAULT false NOT NULL,
	"managed" boolean DEFAULT false NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"tool_filter" json NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"locked_version_id" text COLLATE "C",
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_deployments_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_deployments_owner" CHECK ("provider_deployments"."provider_owner" in ("provider_deployments"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "model_references" (
	"instance_id" text COLLATE "C" NOT NULL,
	"model_id" text COLLATE "C" NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "model_references_instance_id_model_id_holder_pk" PRIMARY KEY("instance_id","model_id","holder")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"description" text,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C" NOT NULL,
	"model" text NOT NULL,
	"references_id" text COLLATE "C",
	"chat" boolean NOT NULL,
	"web" boolean NOT NULL,
	"generate_image" boolean NOT NULL,
	"attachments" boolean NOT NULL,
	"create_embeddings" boolean NOT NULL,
	"tier" text,
	"pricing_tier" text,
	"context_window" integer,
	"max_output_tokens" integer,
	"prompt_ppm" double precision,
	"completion_ppm" double precision,
	"cache_read_ppm" double precision,
	"cache_write_short_ppm" double precision,
	"cache_write_long_ppm" double precision,
	"score" integer,
	"moderated" boolean NOT NULL,
	"internal" boolean NOT NULL,
	"deprecated_at" timestamp (3) with time zone,
	"instructions" text,
	"options" json,
	"reference_count" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "models_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "models_owner" CHECK ("models"."provider_owner" in ("models"."instance_id", 'public')),
	CONSTRAINT "models_no_self_reference" CHECK ("models"."references_id" is distinct from "models"."id")
);
--> statement-breakpoint
CREATE TABLE "provider_configs" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"handle" text COLLATE "C",
	"name" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"tool_filter" json NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C",
	"default_of_deployment_id" text COLLATE "C",
	"provider_config_vault_id" text COLLATE "C",
	"vault_revision" integer,
	"revision" integer,
	"invalid_reasons" json,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_configs_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_configs_owner" CHECK ("provider_configs"."provider_owner" in ("provider_configs"."instance_id", 'public')),
	CONSTRAINT "provider_configs_value" CHECK ("provider_configs"."provider_config_vault_id" is not null or "provider_configs"."revision" is not null),
	CONSTRAINT "provider_configs_pin" CHECK ("provider_configs"."provider_config_vault_id" is not null or "provider_configs"."vault_revision" is null)
);
--> statement-breakpoint
CREATE TABLE "value_revisions" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"data_key_id" text COLLATE "C" NOT NULL,
	"ciphertext" "bytea",
	"value_state" json,
	"created_by" text COLLATE "C" NOT NULL,
	"destroyed_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "value_revisions_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "value_revisions_revision" UNIQUE("instance_id","owner_id","revision"),
	CONSTRAINT "value_revisions_owner" CHECK ("value_revisions"."provider_owner" in ("value_revisions"."instance_id", 'public')),
	CONSTRAINT "value_revisions_destroyed" CHECK (("value_revisions"."ciphertext" is null) = ("value_revisions"."destroyed_at" is not null) and ("value_revisions"."value_state" is null) = ("value_revisions"."destroyed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"instance_id" text COLLATE "C" NOT NULL,
	"type" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"bootstrap" boolean DEFAULT false NOT NULL,
	"token_hash" text NOT NULL,
	"token_hint" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"allowed_ips" text[],
	"last_used_at" timestamp (3) with time zone,
	"last_used_ip" text,
	"rotated_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "api_key_old_secrets" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"api_key_id" text COLLATE "C" NOT NULL,
	"token_hint" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"lane" smallint NOT NULL,
	"sequence" bigint NOT NULL,
	"action" text NOT NULL,
	"resource_type" text,
	"resource_id" text COLLATE "C",
	"actor_id" text COLLATE "C" NOT NULL,
	"ip" text,
	"user_agent" text,
	"request_id" text COLLATE "C" NOT NULL,
	"reason" text,
	"before" json,
	"after" json,
	"proof" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_events_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "audit_events_sequence" UNIQUE("instance_id","lane","sequence")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"instance_id" text COLLATE "C" NOT NULL,
	"lane" smallint NOT NULL,
	"sequence" bigint NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_heads_instance_id_lane_pk" PRIMARY KEY("instance_id","lane")
);
--> statement-breakpoint
CREATE TABLE "audit_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"public_key" "bytea" NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change_counter" (
	"id" smallint PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "change_counter_one_row" CHECK ("change_counter"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "data_keys_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "data_keys_version" UNIQUE("instance_id","version")
);
--> statement-breakpoint
CREATE TABLE "idempotency_records" (
	"instance_id" text COLLATE "C" NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"payload" text NOT NULL,
	"answer" json,
	"data_key_id" text COLLATE "C",
	"ciphertext" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_records_instance_id_route_key_pk" PRIMARY KEY("instance_id","route","key"),
	CONSTRAINT "idempotency_records_answer" CHECK (("idempotency_records"."answer" is null) = ("idempotency_records"."ciphertext" is not null) and ("idempotency_records"."ciphertext" is null) = ("idempotency_records"."data_key_id" is null))
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"requires_preconditions" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "instances_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"is_unique" boolean NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"input" json,
	"state" json,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"error" json,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_by" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "jobs_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "jobs_status" CHECK (("jobs"."claimed_by" is not null) = ("jobs"."status" = 'running')
        and ("jobs"."finished_at" is not null) = ("jobs"."status" in ('done', 'failed')))
);
--> statement-breakpoint
CREATE TABLE "rate_limit_windows" (
	"api_key_id" text COLLATE "C" NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"leased" integer NOT NULL,
	CONSTRAINT "rate_limit_windows_api_key_id_window_start_pk" PRIMARY KEY("api_key_id","window_start")
);
--> statement-breakpoint
ALTER TABLE "provider_auth_methods" ADD CONSTRAINT "provider_auth_methods_specification_fk" FOREIGN KEY ("owner_id","specification_id") REFERENCES "public"."provider_specifications"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_versions" ADD CONSTRAINT "provider_versions_provider_fk" FOREIGN KEY ("owner_id","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_versions" ADD CONSTRAINT "provider_versions_specification_fk" FOREIGN KEY ("provider_id","specification_id") REFERENCES "public"."provider_specifications"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_publisher_fk" FOREIGN KEY ("owner_id","publisher_id") REFERENCES "public"."publishers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_specifications" ADD CONSTRAINT "provider_specifications_provider_fk" FOREIGN KEY ("owner_id","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_tools" ADD CONSTRAINT "provider_tools_specification_fk" FOREIGN KEY ("owner_id","specification_id") REFERENCES "public"."provider_specifications"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_auth_method_fk" FOREIGN KEY ("provider_owner","auth_method_id") REFERENCES "public"."provider_auth_methods"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_default_of_deployment_fk" FOREIGN KEY ("instance_id","default_of_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_revision_fk" FOREIGN KEY ("instance_id","id","revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD CONSTRAINT "provider_config_vaults_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD CONSTRAINT "provider_config_vaults_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD CONSTRAINT "provider_config_vaults_specification_fk" FOREIGN KEY ("provider_id","specification_id") REFERENCES "public"."provider_specifications"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD CONSTRAINT "provider_config_vaults_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD CONSTRAINT "provider_config_vaults_revision_fk" FOREIGN KEY ("instance_id","id","revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD CONSTRAINT "provider_deployments_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD CONSTRAINT "provider_deployments_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD CONSTRAINT "provider_deployments_locked_version_fk" FOREIGN KEY ("provider_id","locked_version_id") REFERENCES "public"."provider_versions"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_references" ADD CONSTRAINT "model_references_model_fk" FOREIGN KEY ("instance_id","model_id") REFERENCES "public"."models"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_references_fk" FOREIGN KEY ("instance_id","references_id") REFERENCES "public"."models"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_specification_fk" FOREIGN KEY ("provider_id","specification_id") REFERENCES "public"."provider_specifications"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_default_of_deployment_fk" FOREIGN KEY ("instance_id","default_of_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_provider_config_vault_fk" FOREIGN KEY ("instance_id","provider_config_vault_id") REFERENCES "public"."provider_config_vaults"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_vault_revision_fk" FOREIGN KEY ("instance_id","provider_config_vault_id","vault_revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD CONSTRAINT "provider_configs_revision_fk" FOREIGN KEY ("instance_id","id","revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_revisions" ADD CONSTRAINT "value_revisions_specification_fk" FOREIGN KEY ("provider_owner","specification_id") REFERENCES "public"."provider_specifications"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_revisions" ADD CONSTRAINT "value_revisions_data_key_fk" FOREIGN KEY ("instance_id","data_key_id") REFERENCES "public"."data_keys"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_old_secrets" ADD CONSTRAINT "api_key_old_secrets_api_key_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_records" ADD CONSTRAINT "idempotency_records_data_key_fk" FOREIGN KEY ("instance_id","data_key_id") REFERENCES "public"."data_keys"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_records" ADD CONSTRAINT "idempotency_records_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_limit_windows" ADD CONSTRAINT "rate_limit_windows_api_key_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_versions_current" ON "provider_versions" USING btree ("provider_id") WHERE is_current;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_provider" ON "provider_auth_configs" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_auth_configs_default" ON "provider_auth_configs" USING btree ("instance_id","default_of_deployment_id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_deployment" ON "provider_auth_configs" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_method" ON "provider_auth_configs" USING btree ("instance_id","auth_method_id","id");--> statement-breakpoint
CREATE INDEX "provider_config_vaults_provider" ON "provider_config_vaults" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_config_vaults_deployment" ON "provider_config_vaults" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_deployments_provider" ON "provider_deployments" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_deployments_version" ON "provider_deployments" USING btree ("instance_id","locked_version_id","id");--> statement-breakpoint
CREATE INDEX "models_provider" ON "models" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "models_slug" ON "models" USING btree ("instance_id","slug") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "models_deployment" ON "models" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "models_references" ON "models" USING btree ("instance_id","references_id","id");--> statement-breakpoint
CREATE INDEX "provider_configs_provider" ON "provider_configs" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_configs_invalid" ON "provider_configs" USING btree ("instance_id","id") WHERE invalid_reasons is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_configs_handle" ON "provider_configs" USING btree ("instance_id","handle") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_by_created" ON "provider_configs" USING btree ("instance_id","created_at","id") WHERE status = 'active' and handle is not null;--> statement-breakpoint
CREATE INDEX "provider_configs_by_updated" ON "provider_configs" USING btree ("instance_id","updated_at","id") WHERE status = 'active' and handle is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_configs_default" ON "provider_configs" USING btree ("instance_id","default_of_deployment_id");--> statement-breakpoint
CREATE INDEX "provider_configs_status" ON "provider_configs" USING btree ("instance_id","status","id");--> statement-breakpoint
CREATE INDEX "provider_configs_specification" ON "provider_configs" USING btree ("instance_id","specification_id","id");--> statement-breakpoint
CREATE INDEX "provider_configs_deployment" ON "provider_configs" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_configs_vault" ON "provider_configs" USING btree ("instance_id","provider_config_vault_id","id");--> statement-breakpoint
CREATE INDEX "provider_configs_pinned" ON "provider_configs" USING btree ("instance_id","provider_config_vault_id","vault_revision") WHERE vault_revision is not null;--> statement-breakpoint
CREATE INDEX "value_revisions_of_owner" ON "value_revisions" USING btree ("instance_id","owner_id","id");--> statement-breakpoint
CREATE INDEX "value_revisions_data_key" ON "value_revisions" USING btree ("instance_id","data_key_id") WHERE ciphertext is not null;--> statement-breakpoint
CREATE INDEX "value_revisions_kept" ON "value_revisions" USING btree ("instance_id","owner_id","revision") WHERE ciphertext is not null;--> statement-breakpoint
CREATE INDEX "api_keys_instance" ON "api_keys" USING btree ("instance_id","id");--> statement-breakpoint
CREATE INDEX "api_key_old_secrets_key" ON "api_key_old_secrets" USING btree ("api_key_id","expires_at");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("instance_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_events_resource" ON "audit_events" USING btree ("instance_id","resource_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_resource_type" ON "audit_events" USING btree ("instance_id","resource_type","id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("instance_id","actor_id","action","id");--> statement-breakpoint
CREATE INDEX "data_keys_master_key" ON "data_keys" USING btree ("master_key_id");--> statement-breakpoint
CREATE INDEX "idempotency_records_created" ON "idempotency_records" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unique" ON "jobs" USING btree ("instance_id","kind") WHERE is_unique and status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at","id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_kind" ON "jobs" USING btree ("instance_id","kind","id");--> statement-breakpoint
-- The audit trail is only ever added to: whoever changes it must first take these triggers away.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON "audit_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
