import { test } from '@japa/runner'
import { answerTo, formQuestion, LARGEST_NUMBER } from '#models/tokens/form_question'

const questions = Array.from({ length: 2_000 }, (_, index) => formQuestion(`nonce-${index}`))

test.group('The question of a form', () => {
  test('is the same for the same stamp, and hardly guessed for another', ({ assert }) => {
    assert.deepEqual(formQuestion('nonce-1'), questions[1])
    const tally = Object.values(Object.groupBy(questions, (question) => answerTo(question)))
    const likeliest = Math.max(...tally.map((same) => same?.length ?? 0))
    assert.isBelow(likeliest / questions.length, 0.15)
  })

  test('has numbers that the catalogue has words for', ({ assert }) => {
    for (const question of questions) {
      for (const number of [question.first, question.second, answerTo(question)]) {
        assert.isTrue(Number.isInteger(number) && number >= 1 && number <= LARGEST_NUMBER)
      }
    }
  })
})
