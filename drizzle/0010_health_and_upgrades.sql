DROP INDEX "provider_auth_configs_refresh";--> statement-breakpoint
DROP INDEX "provider_setup_sign_ins_expires";--> statement-breakpoint
ALTER TABLE "provider_versions" ADD COLUMN "migrations" json;--> statement-breakpoint
ALTER TABLE "provider_versions" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_versions" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "refresh_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_configs" ADD COLUMN "refresh_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD COLUMN "consumer_id" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "provider_versions_specification" ON "provider_versions" USING btree ("specification_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_refused" ON "provider_auth_configs" USING btree ("instance_id","id") WHERE needs_reauth;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_ending" ON "provider_auth_configs" USING btree ("instance_id","expires_at") WHERE expires_at is not null and not needs_reauth;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_proven" ON "provider_auth_configs" USING btree ("instance_id","id") WHERE health_checked_at is not null and health_reason is null;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_unproven" ON "provider_auth_configs" USING btree ("instance_id","id") WHERE health_checked_at is null or health_reason is not null;--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_consumer" ON "provider_setup_sessions" USING btree ("instance_id","consumer_id","id");--> statement-breakpoint
CREATE INDEX "provider_config_vaults_specification" ON "provider_config_vaults" USING btree ("instance_id","specification_id","id");--> statement-breakpoint
CREATE INDEX "provider_auth_configs_refresh" ON "provider_auth_configs" USING btree ("refresh_due_at","instance_id","id") WHERE is_refreshable and not needs_reauth and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_setup_sign_ins_expires" ON "provider_setup_sign_ins" USING btree ("expires_at","instance_id");--> statement-breakpoint
-- By hand: the foreign key to a table of the subject above, and the time of the next renewal of tokens that are stored.
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_consumer_fk" FOREIGN KEY ("instance_id","consumer_id") REFERENCES "public"."consumers"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
UPDATE "provider_auth_configs" SET "refresh_due_at" = "expires_at" - interval '10 minutes' WHERE "is_refreshable" and "expires_at" is not null;
