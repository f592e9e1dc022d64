-- By hand: the default apart, so that only revisions that are stored from now on have it.
ALTER TABLE "value_revisions" ADD COLUMN "is_aged" boolean;--> statement-breakpoint
ALTER TABLE "value_revisions" ALTER COLUMN "is_aged" SET DEFAULT false;