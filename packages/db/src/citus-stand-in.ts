/*
 * The functions and views of the extension Citus that Berth uses, for databases that cannot have it. They move no row:
 * a table that Citus would empty, since its rows are on the nodes, has none any more.
 * They hold the rules by which Citus takes a table: where its foreign keys may lead, which columns its unique indexes
 * need, and that triggers must be allowed.
 */

/** The statements that make a database look as if it had Citus, to a superuser. */
export const citusStandIn: readonly string[] = [
  `insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (990001, 'citus', 10, 'public'::regnamespace, false, '13.2-1')`,
  'create schema stand_in',
  `create table stand_in.placed (
    table_name regclass primary key, citus_table_type text not null, distribution_column text, emptied boolean)`,
  'create view citus_tables as select table_name, citus_table_type, distribution_column from stand_in.placed',
  // The foreign keys that lead from a placed table to another one or back
  `create view stand_in.keys_astray as
    select conname, conrelid, confrelid from pg_constraint
    where contype = 'f'
      and (conrelid in (select table_name from stand_in.placed))
        <> (confrelid in (select table_name from stand_in.placed))`,
  // The foreign keys to distributed tables that do not lead to the same shard
  `create view stand_in.keys_across as
    select conname from pg_constraint
      join stand_in.placed target on target.table_name = confrelid
      join stand_in.placed source on source.table_name = conrelid
    where contype = 'f' and target.distribution_column is not null
      and (source.distribution_column is null or not exists (
        select from unnest(conkey, confkey) as pair (here, there)
          join pg_attribute a on a.attrelid = conrelid and a.attnum = here
          join pg_attribute b on b.attrelid = confrelid and b.attnum = there
        where a.attname = source.distribution_column and b.attname = target.distribution_column))`,
  `create function stand_in.require_keys() returns void language plpgsql as $$
  declare
    wrong text := (select string_agg(conname, ', ') from (
      select conname from stand_in.keys_astray union all select conname from stand_in.keys_across) as keys);
  begin
    if wrong is not null then raise exception 'foreign keys are not supported: %', wrong; end if;
  end $$`,
  `create function stand_in.place(place regclass, type text, by_column text) returns void language plpgsql as $$
  begin
    if exists (select from stand_in.placed where table_name = place) then
      raise exception 'table % is already distributed', place;
    end if;
    if exists (select from pg_trigger where tgrelid = place and not tgisinternal)
      and coalesce(current_setting('citus.enable_unsafe_triggers', true), '') <> 'on' then
      raise exception 'triggers are not supported on %', place;
    end if;
    if by_column is not null and exists (
      select from pg_index
      where indrelid = place and (indisunique or indisprimary) and not exists (
        select from pg_attribute where attrelid = place and attname = by_column and attnum = any (indkey))
    ) then
      raise exception 'a unique index of % lacks %', place, by_column;
    end if;
    insert into stand_in.placed values (place, type, by_column, false);
    perform stand_in.require_keys();
  end $$`,
  `create function create_reference_table(place text) returns void language sql as
    $$ select stand_in.place(place::regclass, 'reference', null) $$`,
  `create function create_distributed_table(place text, by_column text, colocate_with text default 'default')
  returns void language plpgsql as $$
  begin
    if colocate_with <> 'default' and not exists (
      select from stand_in.placed where table_name = colocate_with::regclass and distribution_column = by_column
    ) then
      raise exception '% is not distributed by %', colocate_with, by_column;
    end if;
    perform stand_in.place(place::regclass, 'distributed', by_column);
  end $$`,
  `create function truncate_local_data_after_distributing_table(place regclass) returns void language plpgsql as $$
  begin
    if exists (select from pg_trigger where tgrelid = place and not tgisinternal and tgtype & 32 > 0) then
      raise exception 'a trigger of % refuses to empty it', place;
    end if;
    execute format('truncate %s', place);
    update stand_in.placed set emptied = true where table_name = place;
  end $$`,
  `create function stand_in.watch() returns event_trigger language plpgsql as
    $$ begin perform stand_in.require_keys(); end $$`,
  `create event trigger stand_in_keys on ddl_command_end when tag in ('ALTER TABLE')
    execute function stand_in.watch()`,
];
