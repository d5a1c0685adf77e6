import { test } from '@japa/runner'
import { failureCause } from '#formats/words/failures'

test.group('What lies behind a failed sending', () => {
  test('is told from what was kept of it', ({ assert }) => {
    const causes = {
      account: [
        ...['SMTP 535', 'SMTP 530', 'SMTP EAUTH', 'SendGrid 401', 'SendGrid 403'],
        ...['Twilio 20003', 'Twilio 21606'],
      ],
      text_stopped: ['Twilio 21610'],
      text_number: ['Twilio 21211', 'Twilio 21614'],
      text_country: ['Twilio 21408'],
      text_refused: ['Twilio 404', 'Twilio 21617', 'Twilio 30007'],
      text_busy: ['Twilio 20429', 'Twilio 429', 'Twilio 503'],
      text_unreachable: ['Twilio ECONNABORTED', 'Twilio ENOTFOUND'],
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
