CREATE TABLE "provider_triggers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"specification_id" text COLLATE "C" NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"input_schema" json,
	"output_schema" json,
	"invocation" json NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_triggers_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_triggers_key" UNIQUE("specification_id","key")
);
--> statement-breakpoint
ALTER TABLE "provider_triggers" ADD CONSTRAINT "provider_triggers_specification_fk" FOREIGN KEY ("owner_id","specification_id") REFERENCES "public"."provider_specifications"("owner_id","id") ON DELETE no action ON UPDATE no action;