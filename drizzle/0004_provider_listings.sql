CREATE TABLE "provider_group_members" (
	"instance_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	"provider_owner" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "provider_group_members_instance_id_group_id_provider_id_pk" PRIMARY KEY("instance_id","group_id","provider_id"),
	CONSTRAINT "provider_group_members_owner" CHECK ("provider_group_members"."provider_owner" in ("provider_group_members"."instance_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_groups" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"slug" text COLLATE "C" NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_groups_instance_id_id_pk" PRIMARY KEY("instance_id","id"),
	CONSTRAINT "provider_groups_slug" UNIQUE("instance_id","slug")
);
--> statement-breakpoint
CREATE TABLE "provider_listings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"name" text,
	"description" text,
	"readme" text,
	"image_url" text,
	"skills" json NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_listings_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_listings_provider" UNIQUE("provider_id"),
	CONSTRAINT "provider_listings_same_uuid" CHECK (substr("provider_listings"."id", 5) = substr("provider_listings"."provider_id", 5))
);
--> statement-breakpoint
CREATE TABLE "provider_categories" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_categories_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_categories_slug" UNIQUE("owner_id","slug")
);
--> statement-breakpoint
CREATE TABLE "provider_category_members" (
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"shelf_owner" text COLLATE "C" NOT NULL,
	"shelf_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "provider_category_members_provider_id_shelf_id_pk" PRIMARY KEY("provider_id","shelf_id"),
	CONSTRAINT "provider_category_members_owner" CHECK ("provider_category_members"."shelf_owner" in ("provider_category_members"."owner_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_collection_members" (
	"owner_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"shelf_owner" text COLLATE "C" NOT NULL,
	"shelf_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "provider_collection_members_provider_id_shelf_id_pk" PRIMARY KEY("provider_id","shelf_id"),
	CONSTRAINT "provider_collection_members_owner" CHECK ("provider_collection_members"."shelf_owner" in ("provider_collection_members"."owner_id", 'public'))
);
--> statement-breakpoint
CREATE TABLE "provider_collections" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_collections_owner_id_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "provider_collections_slug" UNIQUE("owner_id","slug")
);
--> statement-breakpoint
ALTER TABLE "provider_group_members" ADD CONSTRAINT "provider_group_members_group_fk" FOREIGN KEY ("instance_id","group_id") REFERENCES "public"."provider_groups"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_group_members" ADD CONSTRAINT "provider_group_members_provider_fk" FOREIGN KEY ("provider_owner","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_groups" ADD CONSTRAINT "provider_groups_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_listings" ADD CONSTRAINT "provider_listings_provider_fk" FOREIGN KEY ("owner_id","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_category_members" ADD CONSTRAINT "provider_category_members_provider_fk" FOREIGN KEY ("owner_id","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_category_members" ADD CONSTRAINT "provider_category_members_shelf_fk" FOREIGN KEY ("shelf_owner","shelf_id") REFERENCES "public"."provider_categories"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_collection_members" ADD CONSTRAINT "provider_collection_members_provider_fk" FOREIGN KEY ("owner_id","provider_id") REFERENCES "public"."providers"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_collection_members" ADD CONSTRAINT "provider_collection_members_shelf_fk" FOREIGN KEY ("shelf_owner","shelf_id") REFERENCES "public"."provider_collections"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_group_members_provider" ON "provider_group_members" USING btree ("instance_id","provider_id","group_id");--> statement-breakpoint
CREATE INDEX "provider_category_members_shelf" ON "provider_category_members" USING btree ("shelf_id","provider_id");--> statement-breakpoint
CREATE INDEX "provider_collection_members_shelf" ON "provider_collection_members" USING btree ("shelf_id","provider_id");--> statement-breakpoint
CREATE INDEX "providers_publisher" ON "providers" USING btree ("publisher_id","id");--> statement-breakpoint
-- Every provider has a listing, with the UUID of the provider.
INSERT INTO "provider_listings" ("id", "owner_id", "provider_id", "status", "skills", "created_at", "updated_at")
SELECT 'plg_' || substr("id", 5), "owner_id", "id", "status", '[]', "created_at", "updated_at" FROM "providers";
