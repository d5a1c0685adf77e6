import { BaseSchema } from '@adonisjs/lucid/schema'

const READ = ['team_pages', 'team_page_hosts']

const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update', 'update', 'new'],
]

const OF_HOST = `case when tg_table_name = 'hosts' then new.id end`
const OF_TEAM = `case when tg_table_name = 'team_pages' then new.id end`

/** Pages of several people, at addresses like those of one. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table team_pages (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        name varchar(200) not null check (name <> ''),
        page_slug varchar(100) not null
          constraint team_pages_page_slug_unique unique
          check (page_slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        page_description varchar(2000) check (page_description <> ''),
        page_colour varchar(7) check (page_colour ~ '^#[0-9a-f]{6}$'),
        page_is_active boolean not null default true,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        unique (id, business_id)
      )
    `)
    this.schema.raw('create index team_pages_business on team_pages (business_id)')
    this.schema.raw(`
      create table team_page_hosts (
        team_page_id bigint not null,
        host_id bigint not null,
        business_id bigint not null,
        primary key (team_page_id, host_id),
        foreign key (team_page_id, business_id) references team_pages (id, business_id)
          on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index team_page_hosts_host on team_page_hosts (host_id)')
    this.schema.raw(`
      alter table page_slugs
        alter column host_id drop not null,
        add column team_page_id bigint,
        add foreign key (team_page_id, business_id) references team_pages (id, business_id)
          on delete cascade,
        add check (num_nonnulls(host_id, team_page_id) = 1)
    `)
    this.schema.raw('create index page_slugs_team on page_slugs (team_page_id)')
    this.schema.raw(keepPageSlug('host_id, team_page_id', `${OF_HOST}, ${OF_TEAM}`))
    this.schema.raw(`
      create trigger keep_page_slug after insert or update of page_slug on team_pages
        for each row execute function keep_page_slug()
    `)
    for (const table of READ) {
      for (const [name, event, rows] of EVENTS) {
        this.schema.raw(`
          create trigger mark_catalogue_${name} after ${event} on ${table}
          referencing ${rows} table as changed
          for each statement execute function mark_availability('business', 'business_id')
        `)
      }
    }
  }

  async down() {
    this.schema.raw('drop trigger keep_page_slug on team_pages')
    this.schema.raw('delete from page_slugs where team_page_id is not null')
    this.schema.raw('alter table page_slugs drop column team_page_id')
    this.schema.raw('alter table page_slugs alter column host_id set not null')
    this.schema.raw('drop table team_page_hosts')
    this.schema.raw('drop table team_pages')
    this.schema.raw(keepPageSlug('host_id', 'new.id'))
  }
}

function keepPageSlug(columns: string, values: string): string {
  const set = columns.split(', ').map((column) => `${column} = excluded.${column}`)
  return `
    create or replace function keep_page_slug() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if new.page_slug = old.page_slug then return null; end if;
        update page_slugs set is_current = false where slug = old.page_slug;
      end if;
      insert into page_slugs (slug, business_id, ${columns})
        values (new.page_slug, new.business_id, ${values})
        on conflict (slug) do update
          set ${set.join(', ')}, is_current = true, created_at = excluded.created_at
          where page_slugs.business_id = excluded.business_id and not page_slugs.is_current;
      if not found then
        raise unique_violation using
          message = 'another page has this address', constraint = 'hosts_page_slug_unique';
      end if;
      return null;
    end $$`
}
