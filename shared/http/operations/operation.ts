import type { ANSWERS } from '../answers.ts';
import type { ProblemName } from '../problems.ts';

type AnswerName = keyof typeof ANSWERS;
/** A route as the OpenAPI document tells it. */
export type Operation = {
  summary: string;
  /** Status to answer schema; a text stands for another media type. */
  answers: Record<number, AnswerName | { mediaType: string }>;
  problems: ProblemName[];
  body?:
    | 'RegistrationBody'
    | 'PlanBody'
    | 'DryRunBody'
    | 'JoinChanges'
    | 'PlanDecisionBody'
    | 'ProposalBody'
    | 'DecisionBody'
    | 'ActivationBody'
    | 'AppealBody'
    | 'DismissalBody'
    | 'ListFacts'
    | { mediaType: string };
  bodyOptional?: true;
  /** Optional parameters of the query, and what each is. */
  query?: Record<string, { schema: object; description: string }>;
  /** Headers that a request must have, and what each is. */
  headers?: Record<string, { schema: object; description: string }>;
  security?: 'manageToken' | 'officerToken' | 'partnerSignature';
  /** Whether crowds come to it in one minute. */
  crowded?: true;
};

/** Behind a token of the officers' user pool. */
export const OFFICER: Pick<Operation, 'security'> = { security: 'officerToken' };
