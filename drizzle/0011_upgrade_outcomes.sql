ALTER TABLE "provider_configs" ADD COLUMN "outcome_version_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "outcome_breaks" boolean;--> statement-breakpoint
ALTER TABLE "provider_configs" ADD COLUMN "outcome_of" text;--> statement-breakpoint
CREATE INDEX "provider_configs_invalid_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE invalid_reasons is not null and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_breaking" ON "provider_configs" USING btree ("instance_id","id") WHERE outcome_breaks;--> statement-breakpoint
CREATE INDEX "provider_configs_safe" ON "provider_configs" USING btree ("instance_id","id") WHERE not outcome_breaks;--> statement-breakpoint
CREATE INDEX "provider_configs_breaking_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE outcome_breaks and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_safe_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id") WHERE not outcome_breaks and status = 'active';--> statement-breakpoint
CREATE INDEX "provider_configs_placed" ON "provider_configs" USING btree ("instance_id","provider_deployment_id","specification_id") WHERE status = 'active';