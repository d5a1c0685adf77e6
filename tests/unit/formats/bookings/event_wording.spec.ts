import { test } from '@japa/runner'
import { EVENT_VARIABLES, eventValues, wordEvent, wordTitle } from '#formats/bookings/event_wording'
import { unknownVariables } from '#formats/words/variables'

const VALUES = eventValues(
  {
    ...{ clientName: 'Priya Shah', clientPhone: null, clientEmail: 'priya@example.com' },
    ...{ notes: 'See www.example.com', reference: 'K7MQ-2F9P' },
    answers: [
      { question: 'Level?', answer: 'New' },
      { question: 'Goal', answer: 'Crawl' },
    ],
    ...{ service: { name: 'Lesson' }, business: { name: 'Pool' } },
  },
  { host: 'Anna Reed', place: null }
)

test.group('The words of a calendar entry', () => {
  test('have what is known in place of each variable', ({ assert }) => {
    assert.equal(
      wordTitle('{client}: { service } \n{host}', VALUES),
      'Priya Shah: Lesson Anna Reed'
    )
    assert.equal(wordEvent('{answers}\n{reference}', VALUES), 'Level? New\nGoal: Crawl\nK7MQ-2F9P')
  })

  test('leave out a line that names nothing known, and no other', ({ assert }) => {
    const text = 'Hello\n\nPhone: {phone}\nAt {place} with {host}\nBye'
    assert.equal(wordEvent(text, VALUES), 'Hello\n\nAt  with Anna Reed\nBye')
  })

  test('carry no link that a client wrote', ({ assert }) => {
    assert.notInclude(wordEvent('{notes}', VALUES), 'www.example.com')
  })

  test('know no other variables, and no logic', ({ assert }) => {
    const text = '{client} {colour} {#if x} {client.name} {} {colour} { a\nb }'
    assert.deepEqual(unknownVariables(text, EVENT_VARIABLES), [
      '{colour}',
      '{#if x}',
      '{client.name}',
      '{}',
    ])
    assert.deepEqual(unknownVariables('a } b { c', EVENT_VARIABLES), [])
    assert.equal(wordEvent('{constructor}{client}', VALUES), 'Priya Shah')
  })
})
