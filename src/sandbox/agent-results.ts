// What each agent of the sandbox answers to any task, in the kind of value that its real counterpart returns.

/** The prepared result by the agent's id; an agent that is not listed answers with a sentence. */
export const agentResults: Readonly<Record<string, unknown>> = {
  reasoning_agent: 'It follows from what was given, in one step.',
  summary_agent: { summary: 'An invented text, in short.', key_points: ['It is invented.', 'It is short.'] },
  sentiment_analysis_agent: 0.62,
  named_entity_recognizer: { persons: ['Ada Example'], organizations: ['Example Ltd'], locations: ['Köln'] },
  moderation_agent: { extreme_profanity: 0, sexually_explicit: 0, hate_speech: 0, harassment: 0 },
  classification_agent: 'other',
  translation_agent: 'Ein erfundener Satz.',
  linear_agent: 'Two issues are open: SAN-1 “Draw the map” and SAN-2 “Find the key”.',
  github_agent: 'The repository made-up/example has one open pull request.',
  jira_agent: 'SAN-7 is assigned to nobody.',
  slack_agent: 'The last message in #example says “Good morning”.',
  discord_agent: 'The channel is quiet.',
}
