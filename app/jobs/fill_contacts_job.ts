import FillContacts from '#actions/contacts/fill_contacts'

let isRunning = false

/** One at a time in each worker: accounts that hang keep no other job from its place. */
export default class FillContactsJob {
  static readonly jobName = 'fill_contacts'

  async handle() {
    if (isRunning) return
    isRunning = true
    try {
      await new FillContacts().handle()
    } finally {
      isRunning = false
    }
  }
}
