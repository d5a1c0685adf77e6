import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a personal page says, and every address that it had. An earlier one leads to the page until
 * the same business gives it to another.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table hosts
        add column page_description varchar(2000) check (page_description <> ''),
        add column page_colour varchar(7) check (page_colour ~ '^#[0-9a-f]{6}$'),
        add column page_is_active boolean not null default true
    `)
    this.schema.raw(`
      create table page_slugs (
        slug varchar(100) primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        host_id bigint not null,
        is_current boolean not null default true,
        created_at timestamptz not null default clock_timestamp(),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index page_slugs_host on page_slugs (host_id)')
    this.schema.raw('create index page_slugs_business on page_slugs (business_id)')
    this.schema.raw(`
      insert into page_slugs (slug, business_id, host_id)
      select page_slug, business_id, id from hosts
    `)
    this.schema.raw(`
      create function keep_page_slug() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' then
          if new.page_slug = old.page_slug then return null; end if;
          update page_slugs set is_current = false where slug = old.page_slug;
        end if;
        insert into page_slugs (slug, business_id, host_id)
          values (new.page_slug, new.business_id, new.id)
          on conflict (slug) do update
            set host_id = excluded.host_id, is_current = true, created_at = excluded.created_at
            where page_slugs.business_id = excluded.business_id and not page_slugs.is_current;
        if not found then
          raise unique_violation using
            message = 'another page has this address', constraint = 'hosts_page_slug_unique';
        end if;
        return null;
      end $$
    `)
    this.schema.raw(`
      create trigger keep_page_slug after insert or update of page_slug on hosts
        for each row execute function keep_page_slug()
    `)
  }

  async down() {
    this.schema.raw('drop trigger keep_page_slug on hosts')
    this.schema.raw('drop function keep_page_slug()')
    this.schema.raw('drop table page_slugs')
    this.schema.raw(`
      alter table hosts
        drop column page_description, drop column page_colour, drop column page_is_active
    `)
  }
}
