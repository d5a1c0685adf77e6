import { test } from '@japa/runner'
import { mailboxOf } from '#formats/contacts/mailbox'

test.group('A mailbox, however it is spelt', () => {
  for (const [email, mailbox] of [
    ['Vic.Tim+1@Gmail.com', 'victim@gmail.com'],
    ['"victim"@googlemail.com', 'victim@gmail.com'],
    ['vic.tim+news@example.com', 'vic.tim@example.com'],
  ]) {
    test(`${email} is ${mailbox}`, ({ assert }) => {
      assert.equal(mailboxOf(email), mailbox)
    })
  }
})
