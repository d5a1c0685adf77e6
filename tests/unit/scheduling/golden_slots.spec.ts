import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { findSlots } from '#scheduling/slots/slots'
import { CHANGING_ZONES, questionsAround } from '#tests/support/offset_changes'

interface Golden {
  tzdata: string
  changes: { timeZone: string; around: string; starts: string[] }[]
}

const { tzdata, changes }: Golden = JSON.parse(
  await readFile(new URL('golden/offset_changes.json', import.meta.url), 'utf8')
)

test.group(`Golden slots around every change of offset from 2026 to 2030, tzdata ${tzdata}`, () => {
  test('{$self}')
    .with(CHANGING_ZONES)
    .run(({ assert }, timeZone) => {
      const answers = questionsAround(timeZone).map((question) => ({
        timeZone,
        around: written(question.range.start + 86_400_000),
        starts: findSlots(question).map((slot) => written(slot.start)),
      }))
      assert.isNotEmpty(answers)
      assert.deepEqual(
        answers,
        changes.filter((change) => change.timeZone === timeZone)
      )
    })
})

function written(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16)
}
