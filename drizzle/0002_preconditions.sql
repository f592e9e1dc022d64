CREATE TABLE "idempotency_records" (
	"instance_id" text COLLATE "C" NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"payload" text NOT NULL,
	"answer" json NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_records_instance_id_route_key_pk" PRIMARY KEY("instance_id","route","key")
);
--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "requires_preconditions" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_records" ADD CONSTRAINT "idempotency_records_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_records_created" ON "idempotency_records" USING btree ("created_at");