ALTER TABLE "provider_deployments" ADD COLUMN "follows_safely" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD COLUMN "upgrade_blocked" json;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "outcome_version_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "outcome_breaks" boolean;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "outcome_of" text;--> statement-breakpoint
CREATE INDEX "provider_deployments_safe" ON "provider_deployments" USING btree ("instance_id","id") WHERE follows_safely and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_invalid_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE invalid_reasons is not null and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_breaking" ON "provider_configs" USING btree ("instance_id","id") WHERE outcome_breaks is true;--> statement-breakpoint
CREATE INDEX "provider_configs_safe" ON "provider_configs" USING btree ("instance_id","id") WHERE outcome_breaks is false;--> statement-breakpoint
CREATE INDEX "provider_configs_breaking_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE outcome_breaks is true and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_safe_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE outcome_breaks is false and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id","specification_id") WHERE status = 'active';--> statement-breakpoint
ALTER TABLE "provider_deployments" ADD CONSTRAINT "provider_deployments_follow" CHECK ("provider_deployments"."locked_version_id" is not null or not "provider_deployments"."follows_safely");