ALTER TABLE "provider_auth_configs" ADD COLUMN "oldest_secret_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_auth_credentials" ADD COLUMN "oldest_secret_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_config_vaults" ADD COLUMN "oldest_secret_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "test_failed" boolean;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "tested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "test_of" text;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "oldest_secret_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "secret_max_age_days" integer;--> statement-breakpoint
CREATE INDEX "provider_auth_configs_secret_age" ON "provider_auth_configs" USING btree ("instance_id","id","oldest_secret_at") WHERE oldest_secret_at is not null;--> statement-breakpoint
CREATE INDEX "provider_auth_credentials_secret_age" ON "provider_auth_credentials" USING btree ("instance_id","id","oldest_secret_at") WHERE oldest_secret_at is not null;--> statement-breakpoint
CREATE INDEX "provider_config_vaults_secret_age" ON "provider_config_vaults" USING btree ("instance_id","id","oldest_secret_at") WHERE oldest_secret_at is not null;--> statement-breakpoint
CREATE INDEX "provider_configs_failing" ON "provider_configs" USING btree ("instance_id","id") WHERE test_failed is true;--> statement-breakpoint
CREATE INDEX "provider_configs_passing" ON "provider_configs" USING btree ("instance_id","id") WHERE test_failed is false;--> statement-breakpoint
CREATE INDEX "provider_configs_secret_age" ON "provider_configs" USING btree ("instance_id","id","oldest_secret_at") WHERE oldest_secret_at is not null;