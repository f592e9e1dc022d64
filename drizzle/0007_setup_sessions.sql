CREATE TABLE "provider_setup_sessions" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"type" text NOT NULL,
	"outcome" text DEFAULT 'pending' NOT NULL,
	"name" text,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"auth_method_id" text COLLATE "C",
	"provider_deployment_id" text COLLATE "C",
	"auth_config_id" text COLLATE "C",
	"provider_config_id" text COLLATE "C",
	"redirect_url" text,
	"configuration" json,
	"secret_hash" text NOT NULL,
	"browser_hash" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"description" text,
	"metadata" json,
	"status" text DEFAULT 'active' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_setup_sessions_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_setup_sessions_owner" CHECK ("provider_setup_sessions"."provider_owner" in ("provider_setup_sessions"."instance_id", 'public'))
);
--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "setup_page" json;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_auth_method_fk" FOREIGN KEY ("provider_owner","auth_method_id") REFERENCES "public"."provider_auth_methods"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_auth_config_fk" FOREIGN KEY ("instance_id","auth_config_id") REFERENCES "public"."provider_auth_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_provider_config_fk" FOREIGN KEY ("instance_id","provider_config_id") REFERENCES "public"."provider_configs"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_provider" ON "provider_setup_sessions" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_method" ON "provider_setup_sessions" USING btree ("instance_id","auth_method_id","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_deployment" ON "provider_setup_sessions" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_auth_config" ON "provider_setup_sessions" USING btree ("instance_id","auth_config_id","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_outcome" ON "provider_setup_sessions" USING btree ("instance_id","status","outcome","id");