ALTER TABLE "provider_setup_sessions" ADD COLUMN "created_by" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD COLUMN "identity_by" text COLLATE "C";