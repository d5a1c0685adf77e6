import { BaseSchema } from '@adonisjs/lucid/schema'

/** A move into a group session holds places there instead of a host's time. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table move_requests
        add column session_id bigint,
        add constraint move_requests_session foreign key (session_id, business_id)
          references group_sessions (id, business_id)
    `)
    this.schema.raw(
      'create index move_requests_session on move_requests (session_id) where session_id is not null'
    )
  }

  async down() {
    this.schema.raw('alter table move_requests drop column session_id')
  }
}
