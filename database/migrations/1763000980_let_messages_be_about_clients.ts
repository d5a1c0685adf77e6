import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECTS = [
  ...['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation'],
  'inbox_address',
]

/** What is written to a client about no booking. */
export default class extends BaseSchema {
  async up() {
    this.allowSubjects([...SUBJECTS, 'client'])
    this.schema.raw(`
      create index notifications_client on notifications (subject_id) where subject_type = 'client'
    `)
  }

  async down() {
    this.schema.raw('drop index notifications_client')
    this.schema.raw(`delete from notifications where subject_type = 'client'`)
    this.allowSubjects(SUBJECTS)
  }

  private allowSubjects(subjects: string[]) {
    const list = subjects.map((subject) => `'${subject}'`).join(', ')
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (${list}))
    `)
  }
}
