import { test } from '@japa/runner'
import { besideUntouched, readAs, storedInstead } from '#validators/stored_values'

const READ = { name: 'Lesson', text: 'One\nTwo', hidden: 'on', price: '', version: 'v1' }

test.group('A form that others saved meanwhile', () => {
  const read = { read_as: readAs({ values: READ }) }
  const { version, ...stored } = READ

  test('takes what is stored now where nobody touched a field', ({ assert }) => {
    const typed = { ...READ, ...read, name: 'Class', text: 'One\r\nTwo ' }
    const now = { ...stored, text: 'Three', price: '5.00' }
    const { values, hasTaken } = besideUntouched(typed, now)
    assert.isTrue(hasTaken)
    assert.equal(version, 'v1')
    assert.deepEqual(values, { ...READ, name: 'Class', text: 'Three', price: '5.00' })
    assert.equal(storedInstead({ values, newer: { stored: now } }, 'name'), 'Lesson')
  })

  test('takes boxes that were ticked or cleared', ({ assert }) => {
    const { hidden, ...cleared } = stored
    const ticked = { ...READ, ...read }
    assert.notProperty(besideUntouched(ticked, cleared).values, 'hidden')
    const unticked = { ...cleared, read_as: readAs({ values: cleared }) }
    assert.equal(besideUntouched(unticked, stored).values.hidden, hidden)
  })

  test('keeps what was typed, also where it was emptied', ({ assert }) => {
    const typed = { text: '', ...read }
    const { values, hasTaken } = besideUntouched(typed, { ...stored, text: 'Three' })
    assert.equal(values.text, '')
    assert.isFalse(hasTaken)
    const unread = besideUntouched({ name: 'Lesson' }, { name: 'Class' })
    assert.deepEqual(unread, { values: { name: 'Lesson' }, hasTaken: false })
  })

  test('keeps the rows of a list together, of which somebody put one in between', ({ assert }) => {
    const rows = { further_length_1: '30', further_price_1: '20', host_1: 'on', host_2: 'on' }
    const now = {
      ...{ further_length_1: '15', further_price_1: '10', host_1: 'on' },
      ...{ further_length_2: '30', further_price_2: '20' },
    }
    const whole = { ...rows, read_as: readAs({ values: rows }) }
    assert.deepEqual(besideUntouched(whole, now).values, now)
    const { values } = besideUntouched({ ...whole, further_price_1: '25' }, now)
    assert.deepEqual(values, { further_length_1: '30', further_price_1: '25', host_1: 'on' })
  })

  test('is read as it is stored, not as an undoing fills it in', ({ assert }) => {
    const undone = { values: { name: 'Earlier' }, newer: { stored: { name: 'Lesson' } } }
    const { values } = besideUntouched({ name: 'Earlier', read_as: readAs(undone) }, { name: 'X' })
    assert.equal(values.name, 'Earlier')
    assert.equal(readAs({ values: { ...READ, name: 'Typed', ...read } }), read.read_as)
  })
})
