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
ALTER TABLE "provider_deployments" ADD COLUMN "managed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD COLUMN "internal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model_references" ADD CONSTRAINT "model_references_model_fk" FOREIGN KEY ("instance_id","model_id") REFERENCES "public"."models"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_deployment_fk" FOREIGN KEY ("instance_id","provider_deployment_id") REFERENCES "public"."provider_deployments"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_references_fk" FOREIGN KEY ("instance_id","references_id") REFERENCES "public"."models"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "models_slug" ON "models" USING btree ("instance_id","slug") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "models_provider" ON "models" USING btree ("instance_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "models_deployment" ON "models" USING btree ("instance_id","provider_deployment_id","id");--> statement-breakpoint
CREATE INDEX "models_references" ON "models" USING btree ("instance_id","references_id","id");