DROP INDEX "provider_configs_placed";--> statement-breakpoint
DROP INDEX "audit_events_actor";