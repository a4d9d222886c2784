/* ---- From the votes of windows to a state that does not flicker ---- */

/* The state before the first decision. */
#define EDGENET_UNKNOWN (-1)

typedef struct edgenet_rules
{
    int32_t on_logit;         /* two classes: a window with this logit or more votes positive */
    int32_t off_logit;        /* below this it votes negative; in between it repeats the vote before */
    int32_t minimum_readings; /* a state lasts at least this long */
    int32_t votes;            /* so many votes make a class the state, */
    int32_t of_last;          /* of the last so many windows */
} edgenet_rules;

typedef struct edgenet_decision
{
    int64_t readings_since_change; /* or since the beginning */
    int32_t state;                 /* the number of a class, or EDGENET_UNKNOWN */
    int32_t has_changed;           /* whether the last reading changed the state */
    int32_t last_vote;
    int32_t position;
    int32_t seen;
} edgenet_decision;

static inline void edgenet_start_decision(edgenet_decision *decision)
{
    decision->readings_since_change = 0;
    decision->state = EDGENET_UNKNOWN;
    decision->has_changed = 0;
    decision->last_vote = 0;
    decision->position = 0;
    decision->seen = 0;
}

/* The vote of a window with two classes. */
static inline int32_t edgenet_vote_of_logit(const edgenet_decision *decision, const edgenet_rules *rules, int32_t logit)
{
    return logit >= rules->on_logit ? 1 : logit < rules->off_logit ? 0 : decision->last_vote;
}

/* The class that has the votes; the state itself where none has. With two classes, the negative one needs those that keep the
 * positive one from having enough. */
static inline int32_t edgenet_winner(const edgenet_rules *rules, const uint8_t *counts, int32_t classes, int32_t state)
{
    int32_t c;
    if (classes == 2)
    {
        return counts[1] >= rules->votes ? 1 : counts[0] > rules->of_last - rules->votes ? 0 : state;
    }

    for (c = 0; c < classes; c++)
    {
        if (counts[c] >= rules->votes)
        {
            return c;
        }
    }

    return state;
}

/* Counts a vote. 'ring' has the last votes, rules->of_last of them, and 'counts' how many there are for each class; both are 0 at
 * the beginning. */
static inline void edgenet_vote(
    edgenet_decision *decision, const edgenet_rules *rules, uint16_t *ring, uint8_t *counts, int32_t classes, int32_t vote)
{
    int32_t next;
    if (decision->seen == rules->of_last)
    {
        counts[ring[decision->position]]--;
    }
    else
    {
        decision->seen++;
    }

    ring[decision->position] = (uint16_t)vote;
    counts[vote]++;
    decision->last_vote = vote;
    decision->position = decision->position + 1 == rules->of_last ? 0 : decision->position + 1;
    next = edgenet_winner(rules, counts, classes, decision->state);
    if (next == decision->state
        || (decision->state != EDGENET_UNKNOWN && decision->readings_since_change < rules->minimum_readings))
    {
        return;
    }

    decision->state = next;
    decision->readings_since_change = 0;
    decision->has_changed = 1;
}
