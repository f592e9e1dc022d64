DROP INDEX "provider_configs_disabled";--> statement-breakpoint
DROP INDEX "provider_configs_handled";--> statement-breakpoint
DROP INDEX "provider_configs_invalid";--> statement-breakpoint
-- By hand: the default apart, so that only revisions that are stored from now on have it, and those that may have been stored while the ages were filled in.
ALTER TABLE "value_revisions" ADD COLUMN "is_aged" boolean;--> statement-breakpoint
ALTER TABLE "value_revisions" ALTER COLUMN "is_aged" SET DEFAULT false;--> statement-breakpoint
UPDATE "value_revisions" SET "is_aged" = false WHERE "created_at" > now() - interval '1 day';--> statement-breakpoint
-- Generated
CREATE INDEX "provider_configs_status_lag" ON "provider_configs" USING btree ("instance_id",(("status" || ' ' || (1000 + least(floor(ln(greatest(extract(epoch from ("updated_at" - "created_at"))::float8, 1)) * 11.541560327111707)::integer, 224))::text || "id") collate "C"));--> statement-breakpoint
CREATE INDEX "provider_configs_provider_lag" ON "provider_configs" USING btree ("instance_id",(("provider_id" || ' ' || (1000 + least(floor(ln(greatest(extract(epoch from ("updated_at" - "created_at"))::float8, 1)) * 11.541560327111707)::integer, 224))::text || "id") collate "C"));--> statement-breakpoint
CREATE INDEX "provider_configs_deployment_lag" ON "provider_configs" USING btree ("instance_id",(("provider_deployment_id" || ' ' || (1000 + least(floor(ln(greatest(extract(epoch from ("updated_at" - "created_at"))::float8, 1)) * 11.541560327111707)::integer, 224))::text || "id") collate "C"));--> statement-breakpoint
CREATE INDEX "value_revisions_unaged" ON "value_revisions" USING btree ("instance_id","id") WHERE not is_aged;--> statement-breakpoint
CREATE INDEX "value_revisions_specification" ON "value_revisions" USING btree ("instance_id","specification_id","id");--> statement-breakpoint
CREATE INDEX "value_revisions_created_by" ON "value_revisions" USING btree ("instance_id","created_by","id");--> statement-breakpoint
CREATE INDEX "provider_configs_disabled" ON "provider_configs" USING btree ("instance_id","status","id") WHERE (enabled) is not true;--> statement-breakpoint
CREATE INDEX "provider_configs_handled" ON "provider_configs" USING btree ("instance_id","status","id") WHERE handle is not null;--> statement-breakpoint
CREATE INDEX "provider_configs_invalid" ON "provider_configs" USING btree ("instance_id","status","id") WHERE invalid_reasons is not null;