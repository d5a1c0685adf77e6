import { writeFileSync } from 'node:fs'
import { CHANGING_ZONES, questionsAround } from '#tests/support/offset_changes'
import { oracleSlots } from '#tests/support/slot_oracle'

/**
 * Writes the golden slots anew, from the oracle and never from the engine:
 * `node --import=@poppinss/ts-exec tests/unit/scheduling/golden/write.ts`
 */
const golden = {
  tzdata: process.versions.tz,
  changes: CHANGING_ZONES.flatMap((timeZone) =>
    questionsAround(timeZone).map((question) => ({
      timeZone,
      around: written(question.range.start + 86_400_000),
      starts: oracleSlots(question).map((slot) => written(slot.start)),
    }))
  ),
}

const lines = golden.changes.map((change) => `  ${JSON.stringify(change)}`)
writeFileSync(
  new URL('offset_changes.json', import.meta.url),
  `{ "tzdata": "${golden.tzdata}", "changes": [\n${lines.join(',\n')}\n] }\n`
)

function written(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16)
}
