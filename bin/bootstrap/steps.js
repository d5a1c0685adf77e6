/** @type {NodeJS.WriteStream} */
let output = process.stdout

/** Commands whose answer others read keep standard output for it. */
export function leaveStandardOutputAlone() {
  output = process.stderr
}

/** @param {string} line */
export function say(line) {
  output.write(`${line}\n`)
}

/**
 * Says what is being done while it is done, and how long it took. Where the work itself prints
 * lines, they come between the two.
 *
 * @template Result
 * @param {string} title
 * @param {() => Promise<Result>} work
 * @param {{ printsLines?: boolean }} [options]
 */
export async function step(title, work, { printsLines = false } = {}) {
  const startedAt = Date.now()
  output.write(printsLines ? `  ${title} …\n` : `  ${title} … `)
  try {
    const result = await work()
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    output.write(printsLines ? `  ${title}: ${seconds} s\n` : `${seconds} s\n`)
    return result
  } catch (error) {
    output.write('failed\n')
    throw error
  }
}
