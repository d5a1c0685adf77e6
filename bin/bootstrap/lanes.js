/** @typedef {{ write: (text: string) => void, end: () => void }} Turn */

/**
 * Runs jobs side by side, so many at once, each as soon as a lane is free. What they print stays
 * together and in their order: the first prints at once, the others when those before have ended.
 *
 * @template Lane
 * @param {Lane[]} lanes what a job needs for itself while it runs
 * @param {((lane: Lane, print: (text: string) => void) => Promise<void>)[]} jobs
 */
export async function runInLanes(lanes, jobs) {
  const takeTurn = turns((text) => process.stdout.write(text))
  const waiting = [...jobs]
  await Promise.all(
    lanes.map(async (lane) => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const turn = takeTurn()
        try {
          await job(lane, turn.write)
        } finally {
          turn.end()
        }
      }
    })
  )
}

/** @param {(text: string) => void} print */
function turns(print) {
  /** @type {{ text: string, isOver: boolean }[]} */
  const open = []
  const flush = () => {
    for (let first = open[0]; first; first = open[0]) {
      print(first.text)
      first.text = ''
      if (!first.isOver) return
      open.shift()
    }
  }

  /** @returns {Turn} */
  return () => {
    const own = { text: '', isOver: false }
    open.push(own)
    return {
      write(text) {
        own.text += text
        flush()
      },
      end() {
        own.isOver = true
        flush()
      },
    }
  }
}
