CREATE TABLE "provider_setup_sign_ins" (
	"instance_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"state_hash" text NOT NULL,
	"data_key_id" text COLLATE "C" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_setup_sign_ins_instance_id_id_pk" PRIMARY KEY("instance_id","id")
);
--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD COLUMN "provider_auth_credentials_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD COLUMN "identity_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD COLUMN "identity_credential_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "provider_setup_sign_ins" ADD CONSTRAINT "provider_setup_sign_ins_instance_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sign_ins" ADD CONSTRAINT "provider_setup_sign_ins_id_fk" FOREIGN KEY ("instance_id","id") REFERENCES "public"."provider_setup_sessions"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sign_ins" ADD CONSTRAINT "provider_setup_sign_ins_data_key_fk" FOREIGN KEY ("instance_id","data_key_id") REFERENCES "public"."data_keys"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_setup_sign_ins_expires" ON "provider_setup_sign_ins" USING btree ("instance_id","expires_at");--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_provider_auth_credentials_fk" FOREIGN KEY ("instance_id","provider_auth_credentials_id") REFERENCES "public"."provider_auth_credentials"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_credentials" ON "provider_setup_sessions" USING btree ("instance_id","provider_auth_credentials_id","id");--> statement-breakpoint
CREATE INDEX "provider_setup_sessions_identity" ON "provider_setup_sessions" USING btree ("instance_id","identity_id","id");--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_identity_fk" FOREIGN KEY ("instance_id","identity_id") REFERENCES "public"."identities"("instance_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_setup_sessions" ADD CONSTRAINT "provider_setup_sessions_identity_credential_fk" FOREIGN KEY ("instance_id","identity_credential_id") REFERENCES "public"."identity_credentials"("instance_id","id") ON DELETE no action ON UPDATE no action;