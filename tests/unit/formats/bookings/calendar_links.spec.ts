import { test } from '@japa/runner'
import { calendarLinks } from '#formats/bookings/calendar_links'

const LESSON = {
  title: 'Private lesson, Swim School & Co',
  startsAt: Date.UTC(2026, 0, 15, 9, 30),
  endsAt: Date.UTC(2026, 0, 15, 10, 30),
  description: 'Reference K7MQ-2F9P\nBring a towel.',
  location: '14 Canal Street, London',
  address: 'https://book.example/manage/abc',
}

/** The vendors document none of these: a change here wants a look at the real calendars. */
test.group('Links to calendars on the web', () => {
  test('are written as each calendar reads them', ({ assert }) => {
    assert.deepEqual(calendarLinks(LESSON), {
      google:
        'https://calendar.google.com/calendar/render?action=TEMPLATE&text=Private%20lesson%2C%20Swim%20School%20%26%20Co&dates=20260115T093000Z%2F20260115T103000Z&details=Reference%20K7MQ-2F9P%0ABring%20a%20towel.%0Ahttps%3A%2F%2Fbook.example%2Fmanage%2Fabc&location=14%20Canal%20Street%2C%20London',
      outlook:
        'https://outlook.live.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject=Private%20lesson%2C%20Swim%20School%20%26%20Co&startdt=2026-01-15T09%3A30%3A00Z&enddt=2026-01-15T10%3A30%3A00Z&body=Reference%20K7MQ-2F9P%0ABring%20a%20towel.%0Ahttps%3A%2F%2Fbook.example%2Fmanage%2Fabc&location=14%20Canal%20Street%2C%20London',
      office:
        'https://outlook.office.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject=Private%20lesson%2C%20Swim%20School%20%26%20Co&startdt=2026-01-15T09%3A30%3A00Z&enddt=2026-01-15T10%3A30%3A00Z&body=Reference%20K7MQ-2F9P%0ABring%20a%20towel.%0Ahttps%3A%2F%2Fbook.example%2Fmanage%2Fabc&location=14%20Canal%20Street%2C%20London',
      yahoo:
        'https://calendar.yahoo.com/?v=60&title=Private%20lesson%2C%20Swim%20School%20%26%20Co&st=20260115T093000Z&et=20260115T103000Z&desc=Reference%20K7MQ-2F9P%0ABring%20a%20towel.%0Ahttps%3A%2F%2Fbook.example%2Fmanage%2Fabc&in_loc=14%20Canal%20Street%2C%20London',
    })
  })

  test('stay under 2000 characters, whatever the text, and are cut between characters', ({
    assert,
  }) => {
    for (const mail of ['a', 'é', '😀', '%', ' ']) {
      const long = mail.repeat(5000)
      const links = calendarLinks({ ...LESSON, title: long, description: long, location: long })
      for (const link of Object.values(links)) {
        assert.isBelow(link.length, 2000)
        assert.doesNotThrow(() => decodeURIComponent(link))
      }
    }
  })

  test('lose the description before the place and the title', ({ assert }) => {
    const { google } = calendarLinks({ ...LESSON, description: 'x'.repeat(5000) })
    assert.isAbove(google.length, 1900)
    assert.include(google, 'location=14%20Canal%20Street%2C%20London')
    assert.include(google, encodeURIComponent(`…\n${LESSON.address}`))
    assert.include(google, '%E2%80%A6')
  })
})
