import { test } from '@japa/runner'
import { failureCause } from '#formats/words/failures'

test.group('What lies behind a failed sending', () => {
  test('is told from what was kept of it', ({ assert }) => {
    const causes = {
      account: ['SMTP 535', 'SMTP 530', 'SMTP EAUTH', 'SendGrid 401', 'SendGrid 403'],
      refused: ['SMTP 550', 'SMTP 554', 'SMTP 552', 'SendGrid 400', 'SendGrid 413'],
      busy: ['SMTP 421', 'SMTP 452', 'SendGrid 408', 'SendGrid 429', 'SendGrid 503'],
      unreachable: [
        'SMTP ETIMEDOUT',
        'SMTP ECONNREFUSED',
        'SendGrid ENOTFOUND',
        'No answer in time',
      ],
      other: ['TypeError mails/letter.ts:12', 'Line break in a header', 'SMTP error', 'unknown'],
    }
    for (const [cause, kept] of Object.entries(causes)) {
      for (const words of kept) assert.equal(failureCause(words), cause, words)
    }
  })
})
