CREATE TABLE "provider_auth_credentials" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"auth_method_key" text NOT NULL,
	"default_of_provider_id" text COLLATE "C",
	"scopes" json NOT NULL,
	"revision" integer NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_auth_credentials_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_auth_credentials_owner" CHECK ("provider_auth_credentials"."provider_owner" in ("provider_auth_credentials"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_auth_config_exports" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"note" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"metadata" json,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"provider_auth_config_id" text COLLATE "C" NOT NULL,
	"auth_method_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C",
	"provider_auth_credentials_id" text COLLATE "C",
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_auth_config_exports_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_auth_config_exports_owner" CHECK ("provider_auth_config_exports"."provider_owner" in ("provider_auth_config_exports"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_auth_config_imports" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"note" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"metadata" json,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"provider_auth_config_id" text COLLATE "C" NOT NULL,
	"auth_method_id" text COLLATE "C" NOT NULL,
	"provider_deployment_id" text COLLATE "C",
	"provider_auth_credentials_id" text COLLATE "C",
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_auth_config_imports_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_auth_config_imports_owner" CHECK ("provider_auth_config_imports"."provider_owner" in ("provider_auth_config_imports"."instance_id", 'public'))
);
--> statement-breakpoint
ALTER TABLE "provider_auth_methods" ADD COLUMN "oauth" json;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "source" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "provider_auth_credentials_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "oauth_grant" text;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "is_refreshable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "refresh_claimed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "needs_reauth" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "health_reason" text;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "health_checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_credentials" ADD CONSTRAINT "provider_auth_credentials_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_credentials" ADD CONSTRAINT "provider_auth_credentials_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_credentials" ADD CONSTRAINT "provider_auth_credentials_revision_fk" FOREIGN KEY ("instance_id","id","revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_auth_method_fk" FOREIGN KEY ("provider_owner","auth_method_id") REFERENCES "public"."provider_auth_methods"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_provider_auth_config_fk" FOREIGN KEY ("instance_id","provider_auth_config_id") REFERENCES "public"."provider_auth_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_exports" ADD CONSTRAINT "provider_auth_config_exports_provider_auth_credentials_fk" FOREIGN KEY ("instance_id","provider_auth_credentials_id") REFERENCES "public"."provider_auth_credentials"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_auth_method_fk" FOREIGN KEY ("provider_owner","auth_method_id") REFERENCES "public"."provider_auth_methods"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_provider_auth_config_fk" FOREIGN KEY ("instance_id","provider_auth_config_id") REFERENCES "public"."provider_auth_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_config_imports" ADD CONSTRAINT "provider_auth_config_imports_provider_auth_credentials_fk" FOREIGN KEY ("instance_id","provider_auth_credentials_id") REFERENCES "public"."provider_auth_credentials"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_auth_credentials_provider" ON "provider_auth_credentials" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_auth_credentials_default" ON "provider_auth_credentials" USING btree ("instance_id","default_of_provider_id","auth_method_key");--> statement-breakpoint
CREATE INDEX "provider_auth_config_exports_provider" ON "provider_auth_config_exports" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_exports_auth_config" ON "provider_auth_config_exports" USING btree ("instance_id","provider_auth_config_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_exports_deployment" ON "provider_auth_config_exports" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_exports_credentials" ON "provider_auth_config_exports" USING btree ("instance_id","provider_auth_credentials_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_imports_provider" ON "provider_auth_config_imports" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_imports_auth_config" ON "provider_auth_config_imports" USING btree ("instance_id","provider_auth_config_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_imports_deployment" ON "provider_auth_config_imports" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_config_imports_credentials" ON "provider_auth_config_imports" USING btree ("instance_id","provider_auth_credentials_id","id");--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_provider_auth_credentials_fk" FOREIGN KEY ("instance_id","provider_auth_credentials_id") REFERENCES "public"."provider_auth_credentials"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_credentials" ON "provider_auth_configs" USING btree ("instance_id","provider_auth_credentials_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_refresh" ON "provider_auth_configs" USING btree ("expires_at") WHERE is_refreshable and not needs_reauth and status = 'active';