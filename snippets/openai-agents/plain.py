from agents import Agent, Runner

agent = Agent(name="Assistant", instructions="Be brief.", model="gpt-5.5")
print(Runner.run_sync(agent, "Say pong").final_output)
