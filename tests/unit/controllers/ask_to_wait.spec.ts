import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { waitInWords } from '#controllers/ask_to_wait'

const inWords = (seconds: number) => waitInWords(seconds, i18nManager.locale('en'))

test.group('How long to wait', () => {
  test('{0} s are said as “{1}”, and the head of the answer says the same: {2}')
    .with([
      [0, 'one second', 1],
      [1, 'one second', 1],
      [13, '13 seconds', 13],
      [59, '59 seconds', 59],
      [60, 'one minute', 60],
      [61, '2 minutes', 120],
      [899, '15 minutes', 900],
      [3_599, '60 minutes', 3_600],
      [3_600, 'one hour', 3_600],
      [3_601, '2 hours', 7_200],
      [86_400, '24 hours', 86_400],
    ] as [number, string, number][])
    .run(({ assert }, [seconds, words, told]) => {
      assert.deepEqual(inWords(seconds), { seconds: told, words })
    })
})
