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
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_auth_method_fk" FOREIGN KEY ("provider_owner","auth_method_id") REFERENCES "public"."provider_auth_methods"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_provider_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_default_of_deployment_fk" FOREIGN KEY ("instance_id","default_of_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD CONSTRAINT "provider_auth_configs_revision_fk" FOREIGN KEY ("instance_id","id","revision") REFERENCES "public"."value_revisions"("instance_id","owner_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_auth_configs_default" ON "provider_auth_configs" USING btree ("instance_id","default_of_deployment_id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_provider" ON "provider_auth_configs" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_deployment" ON "provider_auth_configs" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_method" ON "provider_auth_configs" USING btree ("instance_id","auth_method_id","id");