DROP INDEX "provider_configs_disabled";--> statement-breakpoint
DROP INDEX "provider_configs_handled";--> statement-breakpoint
DROP INDEX "provider_configs_invalid";