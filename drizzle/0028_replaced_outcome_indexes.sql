DROP INDEX "provider_configs_breaking_placed";--> statement-breakpoint
DROP INDEX "provider_configs_safe_placed";