CREATE INDEX "value_revisions_unaged" ON "value_revisions" USING btree ("instance_id","id") WHERE not is_aged;--> statement-breakpoint
CREATE INDEX "value_revisions_specification" ON "value_revisions" USING btree ("instance_id","specification_id","id");--> statement-breakpoint
CREATE INDEX "value_revisions_created_by" ON "value_revisions" USING btree ("instance_id","created_by","id");