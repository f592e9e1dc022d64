ALTER TABLE "models" RENAME CONSTRAINT "models_deployment_fk" TO "models_provider_deployment_fk";
--> statement-breakpoint
ALTER TABLE "api_key_old_secrets" RENAME CONSTRAINT "api_key_old_secrets_key_fk" TO "api_key_old_secrets_api_key_fk";
