CREATE TABLE "agents" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"actor_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agents_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "consumer_profiles" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"consumer_id" text COLLATE "C" NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consumer_profiles_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity_delegations" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"identity_id" text COLLATE "C" NOT NULL,
	"owner_actor_id" text COLLATE "C" NOT NULL,
	"delegator_actor_id" text COLLATE "C" NOT NULL,
	"delegatee_actor_id" text COLLATE "C" NOT NULL,
	"parent_id" text COLLATE "C",
	"delegation_level" integer NOT NULL,
	"may_call" boolean NOT NULL,
	"may_read" boolean NOT NULL,
	"status" text NOT NULL,
	"denied_reason" text,
	"attestation" text,
	"attested_at" timestamp (3) with time zone,
	"request_expires_at" timestamp (3) with time zone,
	"delegation_config_id" text COLLATE "C",
	"overrides" json NOT NULL,
	"note" text,
	"metadata" json,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identity_delegations_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity_credentials" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"identity_id" text COLLATE "C" NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"deployment_id" text COLLATE "C" NOT NULL,
	"config_id" text COLLATE "C" NOT NULL,
	"auth_config_id" text COLLATE "C",
	"delegation_config_id" text COLLATE "C",
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identity_credentials_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "identity_credentials_owner" CHECK ("identity_credentials"."provider_owner" in ("identity_credentials"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "identity_actors" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"consumer_id" text COLLATE "C",
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identity_actors_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "consumers" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"api_key_id" text COLLATE "C",
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consumers_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity_delegation_configs" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text,
	"sub_delegation_behavior" text NOT NULL,
	"sub_delegation_depth" integer NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identity_delegation_configs_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"actor_id" text COLLATE "C" NOT NULL,
	"name" text,
	"delegation_config_id" text COLLATE "C",
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identities_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_actor_fk" FOREIGN KEY ("instance_id","actor_id") REFERENCES "public"."identity_actors"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consumer_profiles" ADD CONSTRAINT "consumer_profiles_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consumer_profiles" ADD CONSTRAINT "consumer_profiles_consumer_fk" FOREIGN KEY ("instance_id","consumer_id") REFERENCES "public"."consumers"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_identity_fk" FOREIGN KEY ("instance_id","identity_id") REFERENCES "public"."identities"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_owner_actor_fk" FOREIGN KEY ("instance_id","owner_actor_id") REFERENCES "public"."identity_actors"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_delegator_actor_fk" FOREIGN KEY ("instance_id","delegator_actor_id") REFERENCES "public"."identity_actors"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_delegatee_actor_fk" FOREIGN KEY ("instance_id","delegatee_actor_id") REFERENCES "public"."identity_actors"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_parent_fk" FOREIGN KEY ("instance_id","parent_id") REFERENCES "public"."identity_delegations"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegations" ADD CONSTRAINT "identity_delegations_delegation_config_fk" FOREIGN KEY ("instance_id","delegation_config_id") REFERENCES "public"."identity_delegation_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_identity_fk" FOREIGN KEY ("instance_id","identity_id") REFERENCES "public"."identities"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_deployment_fk" FOREIGN KEY ("instance_id","deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_config_fk" FOREIGN KEY ("instance_id","config_id") REFERENCES "public"."provider_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_auth_config_fk" FOREIGN KEY ("instance_id","auth_config_id") REFERENCES "public"."provider_auth_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_credentials" ADD CONSTRAINT "identity_credentials_delegation_config_fk" FOREIGN KEY ("instance_id","delegation_config_id") REFERENCES "public"."identity_delegation_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_actors" ADD CONSTRAINT "identity_actors_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_actors" ADD CONSTRAINT "identity_actors_consumer_fk" FOREIGN KEY ("instance_id","consumer_id") REFERENCES "public"."consumers"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consumers" ADD CONSTRAINT "consumers_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_delegation_configs" ADD CONSTRAINT "identity_delegation_configs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_actor_fk" FOREIGN KEY ("instance_id","actor_id") REFERENCES "public"."identity_actors"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_delegation_config_fk" FOREIGN KEY ("instance_id","delegation_config_id") REFERENCES "public"."identity_delegation_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agents_slug" ON "agents" USING btree ("instance_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "agents_actor" ON "agents" USING btree ("instance_id","actor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consumer_profiles_consumer" ON "consumer_profiles" USING btree ("instance_id","consumer_id");--> statement-breakpoint
CREATE INDEX "identity_delegations_identity" ON "identity_delegations" USING btree ("instance_id","identity_id","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_owner" ON "identity_delegations" USING btree ("instance_id","owner_actor_id","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_delegator" ON "identity_delegations" USING btree ("instance_id","delegator_actor_id","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_delegatee" ON "identity_delegations" USING btree ("instance_id","delegatee_actor_id","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_parent" ON "identity_delegations" USING btree ("instance_id","parent_id","id");--> statement-breakpoint
CREATE INDEX "identity_delegations_config" ON "identity_delegations" USING btree ("instance_id","delegation_config_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_provider" ON "identity_credentials" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_identity" ON "identity_credentials" USING btree ("instance_id","identity_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_deployment" ON "identity_credentials" USING btree ("instance_id","deployment_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_config" ON "identity_credentials" USING btree ("instance_id","config_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_auth_config" ON "identity_credentials" USING btree ("instance_id","auth_config_id","id");--> statement-breakpoint
CREATE INDEX "identity_credentials_delegation_config" ON "identity_credentials" USING btree ("instance_id","delegation_config_id","id");--> statement-breakpoint
CREATE INDEX "identity_actors_consumer" ON "identity_actors" USING btree ("instance_id","consumer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "consumers_api_key" ON "consumers" USING btree ("instance_id","api_key_id");--> statement-breakpoint
CREATE INDEX "identities_actor" ON "identities" USING btree ("instance_id","actor_id","id");--> statement-breakpoint
CREATE INDEX "identities_delegation_config" ON "identities" USING btree ("instance_id","delegation_config_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_deployments_default" ON "provider_deployments" USING btree ("instance_id","provider_id") WHERE is_default and status = 'active';