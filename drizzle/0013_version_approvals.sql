CREATE TABLE "provider_version_decisions" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"decision" text NOT NULL,
	"specification_hash" text NOT NULL,
	"tools_hash" text,
	"reason" text,
	"decided_by" text COLLATE "C" NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_version_decisions_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_version_decisions_owner" CHECK ("provider_version_decisions"."provider_owner" in ("provider_version_decisions"."instance_id", 'public'))
);
--> statement-breakpoint
ALTER TABLE "provider_versions" ADD COLUMN "current_since" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_versions" ADD COLUMN "approval_id" text COLLATE "C" GENERATED ALWAYS AS ('pva' || substr(id, 4)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_specifications" ADD COLUMN "tools_hash" text;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "approves_public_after" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "approves_tools_after" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_version_decisions" ADD CONSTRAINT "provider_version_decisions_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_version_decisions" ADD CONSTRAINT "provider_version_decisions_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_version_decisions" ADD CONSTRAINT "provider_version_decisions_id_fk" FOREIGN KEY ("provider_id","id") REFERENCES "public"."provider_versions"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_version_decisions_tools" ON "provider_version_decisions" USING btree ("instance_id","provider_id","tools_hash") WHERE decision = 'approved';--> statement-breakpoint
CREATE INDEX "provider_versions_newest" ON "provider_versions" USING btree ("provider_id","is_current","current_since","id");--> statement-breakpoint
CREATE INDEX "provider_versions_provider_approval" ON "provider_versions" USING btree ("provider_id","approval_id");--> statement-breakpoint
CREATE INDEX "provider_specifications_tools" ON "provider_specifications" USING btree ("provider_id","tools_hash");--> statement-breakpoint
ALTER TABLE "provider_versions" ADD CONSTRAINT "provider_versions_approval" UNIQUE("owner_id","approval_id");--> statement-breakpoint
-- By hand: the times at which the versions that are there became current, as far as they are known, and the hashes of the tools that are there.
UPDATE "provider_versions" SET "current_since" = "created_at" WHERE NOT "is_current";--> statement-breakpoint
UPDATE "provider_specifications" SET "tools_hash" = (
  select encode(sha256(convert_to(string_agg(jsonb_build_array("key", "name", "description",
    "input_schema"::jsonb, "output_schema"::jsonb, "tags"::jsonb)::text, chr(10)
    order by "key" collate "C"), 'UTF8')), 'hex')
  from "provider_tools" where "provider_tools"."specification_id" = "provider_specifications"."id");
