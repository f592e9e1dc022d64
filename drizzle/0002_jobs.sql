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
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unique" ON "jobs" USING btree ("instance_id","kind") WHERE is_unique and status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at","id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_kind" ON "jobs" USING btree ("instance_id","kind","id");--> statement-breakpoint
CREATE INDEX "provider_configs_pinned" ON "provider_configs" USING btree ("instance_id","provider_config_vault_id","vault_revision") WHERE vault_revision is not null;--> statement-breakpoint
CREATE INDEX "value_revisions_kept" ON "value_revisions" USING btree ("instance_id","owner_id","revision") WHERE ciphertext is not null;